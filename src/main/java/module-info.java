/** Multiclass linear support vector machines on the Vector API. */
@SuppressWarnings("module") // of data files, which is compiled later
module io.github.widemargin {
    requires static jdk.incubator.vector;

    exports io.github.widemargin;
    exports io.github.widemargin.model to
            io.github.widemargin.data;
}
