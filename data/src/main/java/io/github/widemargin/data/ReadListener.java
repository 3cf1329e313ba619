package io.github.widemargin.data;

/** Is told how far a file has been read, and what of it was left out. */
@FunctionalInterface
public interface ReadListener {
    /** Now and then: so many bytes of a file of this size, packed as they are; the size is 0 where it is not known, as of a pipe. */
    void bytesRead(long bytes, long size);

    /**
     * Once, behind the last byte of LIBSVM text: its samples have features beyond those wanted, up to so many, which are
     * {@linkplain ReadOptions#withFeaturesLeftOut left out}.
     */
    default void featuresLeftOut(int wanted, int found) {}
}
