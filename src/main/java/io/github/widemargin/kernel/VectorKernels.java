package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/** The hot loops on the Vector API. */
public final class VectorKernels implements Kernels, RowKernels {
    /** At 784 features dot products reach 0.72 of the peak with 23 classes, two padded vectors of lanes 0.84 with 26. */
    private static final int LEAST_CLASSES_IN_LANES = 25;

    /** With 16 to 64 features, 10 classes and few violators a call takes 10 to 30 % less; more were not tried. */
    private static final int MOST_FEATURES_TRANSPOSED = 64;

    /** Where classes could have lanes: with 32 × 26 weights and few violators 4 to 8 % less, with 64 × 32 10 to 16 % more. */
    private static final int MOST_FEATURES_TRANSPOSED_OF_MANY = 32;

    /** Of those transposed. With 16 × 10 and 32 × 10 weights a call is up to twice as fast, with 64 × 4 it takes up to three quarters longer. */
    private static final int MOST_FEATURES_OF_VECTORS = 32;

    /** Weights, each a vector, that stay in the first-level cache: 32 KB. */
    private static final int MOST_VECTORS = 512;

    /** With 3 and 4 classes lanes take 0.5 to 0.65 of the time of plain loops, mostly idle as they are. */
    private static final int MOST_CLASSES_ALONE = 2;

    /** Whether this machine has vectors of four floats at least; with narrower ones there is nothing to gain. */
    static boolean areSupported() {
        return FloatVector.SPECIES_PREFERRED.length() >= 4;
    }

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public int lanes() {
        return L;
    }

    @Override
    public RowKernels dense() {
        return this;
    }

    @Override
    public RowKernels sparse() {
        return new SparseKernels(VectorKernels::sparseWeights);
    }

    @Override
    public HingeKernel hinge(int features, int classes, HingeLoss loss) {
        return new VectorHinge(new ClassMajor(features, classes), loss, scores(features, classes));
    }

    private static SparseWeights sparseWeights(int features, int classes) {
        return classes <= MOST_CLASSES_ALONE
                ? new ScalarSparseWeights(features, classes)
                : new VectorSparseWeights(features, classes);
    }

    /** The one place that chooses how scores are computed. */
    private static BlockScores scores(int features, int classes) {
        boolean many = classes >= LEAST_CLASSES_IN_LANES;
        if (features <= (many ? MOST_FEATURES_TRANSPOSED_OF_MANY : MOST_FEATURES_TRANSPOSED)) {
            return new RowLaneScores(features, classes);
        }
        if (!many) {
            return new FeatureLaneScores(new ClassMajor(features, classes), 0, classes);
        }
        int inLanes = ClassLaneScores.share(classes);
        return inLanes == classes
                ? new ClassLaneScores(features, classes, classes)
                : new SplitScores(features, classes, inLanes);
    }

    @Override
    public Gradient gradient(int features, int classes) {
        return features <= MOST_FEATURES_OF_VECTORS && features * classes <= MOST_VECTORS
                ? new RowLaneGradient(features, classes)
                : new FeatureLaneGradient(new ClassMajor(features, classes));
    }

    @Override
    public DualKernel dual(int features, int classes) {
        return new VectorDual(features, classes);
    }

    @Override
    public Scorer scorer(float[] w, float[] bias, int features, int classes) {
        return new FeatureLaneScorer(w, bias, features, classes);
    }

    @Override
    public SparseScorer sparseScorer(float[] w, float[] bias, int classes) {
        return new ClassLaneScorer(w, bias, classes);
    }

    @Override
    public double squaredNorm(float[] a) {
        return SquaredNorm.of(a);
    }
}
