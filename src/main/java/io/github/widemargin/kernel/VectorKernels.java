package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/** The hot loops on the Vector API. */
public final class VectorKernels implements Kernels, RowKernels {
    /** At 784 features dot products reach 0.72 of the peak with 23 classes, two padded vectors of lanes 0.84 with 26. */
    static final int LEAST_CLASSES_IN_LANES = 25;

    /** Against lists of coefficients, a call with 16 × 10 and 32 × 10 weights is up to twice as fast, with 64 × 4 it takes up to three quarters longer. */
    private static final int MOST_FEATURES_OF_VECTORS = 32;

    /**
     * With 32 to 64 features, 5 classes and few violators a list of coefficients is 4 to 14 % faster, with all violating 17 to 39 % slower;
     * with 16 registers up to a quarter and 4 to 8 % faster.
     */
    private static final int MOST_CLASSES_OF_QUADS = Lanes.REGISTERS == 32 ? 5 : 3;

    /** Weights, each a vector, that stay in the first-level cache: 32 KB. */
    private static final int MOST_VECTORS = 512;

    /**
     * Features from which on two classes have one product for each row, that with the difference of their weights: 36 to 48 take 0.48 to 0.91 of the
     * time, 32 with all violating 1.2, with 8 lanes 0.82 to 0.96.
     */
    private static final int LEAST_FEATURES_OF_DIFFERENCE = 33;

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
        ClassMajor layout = new ClassMajor(features, classes);
        HingeKernel hinge = new VectorHinge(layout, loss, scores(layout));
        return classes == 2 && features >= LEAST_FEATURES_OF_DIFFERENCE && loss.kind() != HingeLoss.Kind.ONE_VS_REST
                ? new BinaryHinge(features, loss, hinge)
                : hinge;
    }

    private static SparseWeights sparseWeights(int features, int classes) {
        return classes <= MOST_CLASSES_ALONE
                ? new ScalarSparseWeights(features, classes)
                : new VectorSparseWeights(features, classes);
    }

    /** The one place that chooses how scores are computed. */
    private static BlockScores scores(ClassMajor layout) {
        int features = layout.features;
        int classes = layout.classes;
        return switch (RowForm.of(features, classes)) {
            case QUADS_IN_TILES -> new FewClassScores(features, classes);
            case QUADS -> new QuadScores(features, classes);
            case TRANSPOSED -> new RowLaneScores(features, classes);
            case AS_THEY_ARE -> scoresOfWholeRows(layout);
        };
    }

    private static BlockScores scoresOfWholeRows(ClassMajor layout) {
        int features = layout.features;
        int classes = layout.classes;
        if (classes < LEAST_CLASSES_IN_LANES) {
            return new FeatureLaneScores(layout, 0, classes);
        }
        int inLanes = ClassLaneScores.share(classes);
        return inLanes == classes
                ? new ClassLaneScores(features, classes, classes)
                : new SplitScores(features, classes, inLanes);
    }

    /** The one place that chooses how the gradient is computed; zero. */
    static VectorGradient gradient(int features, int classes) {
        if (!isDense(features, classes)) {
            return new FeatureLaneGradient(new ClassMajor(features, classes));
        }
        return switch (RowForm.of(features, classes)) {
            case QUADS_IN_TILES -> new FewClassGradient(features, classes);
            case QUADS -> new QuadGradient(features, classes);
            default -> new RowLaneGradient(features, classes);
        };
    }

    /** Whether the gradient takes all of G, with its zeros. */
    static boolean isDense(int features, int classes) {
        return switch (RowForm.of(features, classes)) {
            case QUADS_IN_TILES -> true;
            case QUADS -> classes <= MOST_CLASSES_OF_QUADS;
            case TRANSPOSED -> features <= MOST_FEATURES_OF_VECTORS && features * classes <= MOST_VECTORS;
            case AS_THEY_ARE -> false;
        };
    }

    @Override
    public DualKernel dual(int features, int classes) {
        return new VectorDual(features, classes);
    }

    @Override
    public Scorer scorer(float[] w, float[] bias, int features, int classes) {
        return features < L
                ? new FewFeatureScorer(w, bias, features, classes)
                : new FeatureLaneScorer(w, bias, features, classes);
    }

    @Override
    public SparseScorer sparseScorer(float[] w, float[] bias, int classes) {
        return new ClassLaneScorer(w, bias, classes);
    }

    @Override
    public SquaredNorm squaredNorm() {
        return new VectorSquaredNorm();
    }
}
