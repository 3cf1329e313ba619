/** Multiclass linear support vector machines on the Vector API. */
module io.github.widemargin {
    requires static jdk.incubator.vector;

    exports io.github.widemargin;
}
