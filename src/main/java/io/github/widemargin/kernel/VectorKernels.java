package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.D;
import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The hot loops on the Vector API. */
public final class VectorKernels implements Kernels {
    private static final int LEAST_CLASSES_IN_LANES = Integer.getInteger("wm.lanes", 24);

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
    public HingeKernel hinge(int features, int classes, HingeLoss loss) {
        return new VectorHinge(new ClassMajor(features, classes), loss, scores(features, classes));
    }

    /** The one place that chooses how scores are computed. */
    private static BlockScores scores(int features, int classes) {
        return classes >= LEAST_CLASSES_IN_LANES
                ? new ClassLaneScores(features, classes)
                : new FeatureLaneScores(new ClassMajor(features, classes));
    }

    @Override
    public Gradient gradient(int features, int classes) {
        return new VectorGradient(new ClassMajor(features, classes));
    }

    @Override
    public Scorer scorer(float[] w, int features, int classes) {
        return new ClassMajorScorer(w, features, classes);
    }

    @Override
    public double squaredNorm(float[] a) {
        DoubleVector sum0 = DoubleVector.zero(D);
        DoubleVector sum1 = sum0;
        int end = F.loopBound(a.length);
        for (int k = 0; k < end; k += L) {
            FloatVector v = FloatVector.fromArray(F, a, k);
            DoubleVector low = (DoubleVector) v.convertShape(VectorOperators.F2D, D, 0);
            DoubleVector high = (DoubleVector) v.convertShape(VectorOperators.F2D, D, 1);
            sum0 = low.fma(low, sum0);
            sum1 = high.fma(high, sum1);
        }
        // lane by lane: reduceLanes leaves the order open
        DoubleVector lanes = sum0.add(sum1);
        double sum = 0;
        for (int lane = 0; lane < D.length(); lane++) {
            sum += lanes.lane(lane);
        }
        for (int k = end; k < a.length; k++) {
            sum += (double) a[k] * a[k];
        }
        return sum;
    }
}
