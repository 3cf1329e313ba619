package io.github.widemargin.spark;

import org.apache.spark.ml.classification.ClassifierParams;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasAggregationDepth;
import org.apache.spark.ml.param.shared.HasFitIntercept;
import org.apache.spark.ml.param.shared.HasMaxBlockSizeInMB;
import org.apache.spark.ml.param.shared.HasMaxIter;
import org.apache.spark.ml.param.shared.HasRegParam;
import org.apache.spark.ml.param.shared.HasStandardization;
import org.apache.spark.ml.param.shared.HasTol;
import org.apache.spark.ml.param.shared.HasWeightCol;

/**
 * The params of {@link MulticlassLinearSVC} and its model. Those that Spark has, too, are Spark's own; its traits want to be told by the
 * methods with a $.
 */
public interface MulticlassLinearSVCParams
        extends ClassifierParams,
                HasRegParam,
                HasMaxIter,
                HasTol,
                HasFitIntercept,
                HasStandardization,
                HasWeightCol,
                HasAggregationDepth,
                HasMaxBlockSizeInMB {
    /** Where the params are kept. */
    SvcParams svcParams();

    /** Which hinge: weston-watkins, crammer-singer or one-vs-rest. */
    default Param<String> hinge() {
        return svcParams().hinge;
    }

    /** By what part of itself the objective may be above the optimum when training ends. */
    default DoubleParam gap() {
        return svcParams().gap;
    }

    /** How the optimum is looked for: cocoa or bundle. */
    default Param<String> solver() {
        return svcParams().solver;
    }

    /** Partitions that train, at most; 0 for half as many as tasks run at a time, with two threads each, fewer where rows are few. */
    default IntParam numPartitions() {
        return svcParams().numPartitions;
    }

    /** How often a partition goes through its rows in a round; 0 for twice, or more with one partition or few rows. */
    default IntParam passes() {
        return svcParams().passes;
    }

    /** Where the rows are kept while training lasts, a storage level's name. */
    default Param<String> storageLevel() {
        return svcParams().storageLevel;
    }

    /** Of the order of rows. */
    default LongParam seed() {
        return svcParams().seed;
    }

    /** The hinge. */
    default String getHinge() {
        return getOrDefault(hinge());
    }

    /** The gap. */
    default double getGap() {
        return (double) (Object) getOrDefault((Param<?>) gap());
    }

    /** The solver. */
    default String getSolver() {
        return getOrDefault(solver());
    }

    /** The number of partitions. */
    default int getNumPartitions() {
        return (int) (Object) getOrDefault((Param<?>) numPartitions());
    }

    /** The passes. */
    default int getPasses() {
        return (int) (Object) getOrDefault((Param<?>) passes());
    }

    /** The storage level. */
    default String getStorageLevel() {
        return getOrDefault(storageLevel());
    }

    /** The seed. */
    default long getSeed() {
        return (long) (Object) getOrDefault((Param<?>) seed());
    }

    @Override
    default DoubleParam regParam() {
        return svcParams().regParam;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasRegParam$_setter_$regParam_$eq(DoubleParam param) {
        svcParams().regParam = param;
    }

    @Override
    default IntParam maxIter() {
        return svcParams().maxIter;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasMaxIter$_setter_$maxIter_$eq(IntParam param) {
        svcParams().maxIter = param;
    }

    @Override
    default DoubleParam tol() {
        return svcParams().tol;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasTol$_setter_$tol_$eq(DoubleParam param) {
        svcParams().tol = param;
    }

    @Override
    default BooleanParam fitIntercept() {
        return svcParams().fitIntercept;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasFitIntercept$_setter_$fitIntercept_$eq(BooleanParam param) {
        svcParams().fitIntercept = param;
    }

    @Override
    default BooleanParam standardization() {
        return svcParams().standardization;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasStandardization$_setter_$standardization_$eq(BooleanParam param) {
        svcParams().standardization = param;
    }

    @Override
    default Param<String> weightCol() {
        return svcParams().weightCol;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(Param<String> param) {
        svcParams().weightCol = param;
    }

    @Override
    default IntParam aggregationDepth() {
        return svcParams().aggregationDepth;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasAggregationDepth$_setter_$aggregationDepth_$eq(IntParam param) {
        svcParams().aggregationDepth = param;
    }

    @Override
    default DoubleParam maxBlockSizeInMB() {
        return svcParams().maxBlockSizeInMB;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasMaxBlockSizeInMB$_setter_$maxBlockSizeInMB_$eq(DoubleParam param) {
        svcParams().maxBlockSizeInMB = param;
    }
}
