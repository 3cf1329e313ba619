package io.github.widemargin.spark;

import org.apache.spark.ml.classification.Classifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;

/**
 * Multiclass linear support vector machines by one joint problem, whose solution is proven to be near the optimum. It minimises
 *
 * <pre>
 * (1/Σ weights) Σ_i weight_i · loss of row i + ½ · regParam · ‖W‖²
 * </pre>
 *
 * <p>where W are the weights of the features divided by their standard deviations, unless {@code standardization} is off, and
 * an intercept, if there is one, is not regularised. Labels are 0, 1, … as doubles; features are vectors, dense or sparse.
 */
public final class MulticlassLinearSVC extends Classifier<Vector, MulticlassLinearSVC, MulticlassLinearSVCModel>
        implements MulticlassLinearSVCParams, DefaultParamsWritable {
    private static final long serialVersionUID = 1;

    private final String uid;
    private final SvcParams params;

    /** An estimator with an identity of its own. */
    public MulticlassLinearSVC() {
        this(Identifiable.randomUID("mlsvc"));
    }

    /** An estimator with the given identity. */
    public MulticlassLinearSVC(String uid) {
        this.uid = uid;
        params = new SvcParams();
        super();
        params.init(this);
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public SvcParams svcParams() {
        return params;
    }

    /** Which hinge. */
    public MulticlassLinearSVC setHinge(String value) {
        set(hinge(), value);
        return this;
    }

    /** By what part of itself the objective may be above the optimum. */
    public MulticlassLinearSVC setGap(double value) {
        set(gap(), value);
        return this;
    }

    /** cocoa or bundle. */
    public MulticlassLinearSVC setSolver(String value) {
        set(solver(), value);
        return this;
    }

    /** Partitions that train, at most; 0 for half as many as tasks run at a time, with two threads each, fewer where rows are few. */
    public MulticlassLinearSVC setNumPartitions(int value) {
        set(numPartitions(), value);
        return this;
    }

    /** How often a partition goes through its rows in a round; 0 for twice, or more where there are few rows. */
    public MulticlassLinearSVC setPasses(int value) {
        set(passes(), value);
        return this;
    }

    /** Where the rows are kept while training lasts. */
    public MulticlassLinearSVC setStorageLevel(String value) {
        set(storageLevel(), value);
        return this;
    }

    /** Of the order of rows. */
    public MulticlassLinearSVC setSeed(long value) {
        set(seed(), value);
        return this;
    }

    /** The factor of ½‖W‖², above 0. */
    public MulticlassLinearSVC setRegParam(double value) {
        set(regParam(), value);
        return this;
    }

    /** Rounds, at most; 1 or more. */
    public MulticlassLinearSVC setMaxIter(int value) {
        set(maxIter(), value);
        return this;
    }

    /** Training ends when the dual grows by less than this part of the primal for ten rounds in a row. */
    public MulticlassLinearSVC setTol(double value) {
        set(tol(), value);
        return this;
    }

    /** Whether there is an intercept for each class, which is not regularised. */
    public MulticlassLinearSVC setFitIntercept(boolean value) {
        set(fitIntercept(), value);
        return this;
    }

    /** Whether features are divided by their standard deviations while training. */
    public MulticlassLinearSVC setStandardization(boolean value) {
        set(standardization(), value);
        return this;
    }

    /** The column of the weights of rows. */
    public MulticlassLinearSVC setWeightCol(String value) {
        set(weightCol(), value);
        return this;
    }

    /** The depth of the tree by which changes are added up. */
    public MulticlassLinearSVC setAggregationDepth(int value) {
        set(aggregationDepth(), value);
        return this;
    }

    /** The size of the blocks that rows are packed into; 0 for 16 MB. */
    public MulticlassLinearSVC setMaxBlockSizeInMB(double value) {
        set(maxBlockSizeInMB(), value);
        return this;
    }

    @Override
    public MulticlassLinearSVCModel train(Dataset<?> dataset) {
        return new Training(this, dataset).run();
    }

    @Override
    public MulticlassLinearSVC copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    @Override
    public MLWriter write() {
        return DefaultParamsWritable.super.write();
    }

    /** Reads what {@code write} wrote. */
    public static MLReader<MulticlassLinearSVC> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads what {@code save} wrote. */
    public static MulticlassLinearSVC load(String path) {
        return read().load(path);
    }
}
