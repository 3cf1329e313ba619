/** Readers and writers of data files. */
module io.github.widemargin.data {
    requires transitive io.github.widemargin;
    requires ch.randelshofer.fastdoubleparser;
    requires de.siegmar.fastcsv;

    exports io.github.widemargin.data;
}
