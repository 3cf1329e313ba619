package io.github.widemargin.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.shared.HasAggregationDepth;
import org.apache.spark.ml.param.shared.HasFitIntercept;
import org.apache.spark.ml.param.shared.HasMaxBlockSizeInMB;
import org.apache.spark.ml.param.shared.HasMaxIter;
import org.apache.spark.ml.param.shared.HasRegParam;
import org.apache.spark.ml.param.shared.HasStandardization;
import org.apache.spark.ml.param.shared.HasTol;
import org.apache.spark.ml.param.shared.HasWeightCol;
import org.apache.spark.storage.StorageLevel;
import scala.runtime.AbstractFunction1;

/** The params of one estimator or model. */
public final class SvcParams implements Serializable {
    static final String COCOA = "cocoa";
    static final String BUNDLE = "bundle";
    private static final long serialVersionUID = 1;

    DoubleParam regParam;
    IntParam maxIter;
    DoubleParam tol;
    BooleanParam fitIntercept;
    BooleanParam standardization;
    Param<String> weightCol;
    IntParam aggregationDepth;
    DoubleParam maxBlockSizeInMB;
    Param<String> hinge;
    DoubleParam gap;
    Param<String> solver;
    IntParam numPartitions;
    IntParam passes;
    Param<String> storageLevel;
    LongParam seed;

    SvcParams() {}

    /** Makes the params of an owner, and their defaults; Spark's own come from its traits. */
    void init(MulticlassLinearSVCParams owner) {
        HasRegParam.$init$(owner);
        HasMaxIter.$init$(owner);
        HasTol.$init$(owner);
        HasFitIntercept.$init$(owner);
        HasStandardization.$init$(owner);
        HasWeightCol.$init$(owner);
        HasAggregationDepth.$init$(owner);
        HasMaxBlockSizeInMB.$init$(owner);
        hinge = new Param<>(
                owner,
                "hinge",
                "what a row loses: " + String.join(", ", Hinges.NAMES),
                ParamValidators.inArray(Hinges.NAMES));
        gap = new DoubleParam(
                owner,
                "gap",
                "training ends when the objective is proven to be above the optimum by at most this part of itself (> 0, < 1)",
                ParamValidators.inRange(0, 1, false, false));
        solver = new Param<>(
                owner,
                "solver",
                "cocoa, dual ascent in the partitions, or bundle, cutting planes of the whole objective, without intercept",
                ParamValidators.inArray(List.of(COCOA, BUNDLE)));
        numPartitions = new IntParam(
                owner,
                "numPartitions",
                "partitions that train, at most; 0 for half as many as tasks run at a time, with two threads each (>= 0)",
                ParamValidators.gtEq(0));
        passes = new IntParam(
                owner,
                "passes",
                "how often a partition goes through its rows in a round of cocoa; 0 for twice, or more with one partition or few rows (>= 0)",
                ParamValidators.gtEq(0));
        storageLevel = new Param<>(
                owner,
                "storageLevel",
                "where the rows are kept while training lasts, a name of a storage level, but not NONE",
                new IsStorageLevel());
        seed = new LongParam(owner, "seed", "of the order in which rows are gone through");
        owner.setDefault(owner.regParam(), 1e-3);
        owner.setDefault(owner.maxIter(), 1000);
        owner.setDefault(owner.tol(), 1e-6);
        owner.setDefault(hinge, Hinges.NAMES.getFirst());
        owner.setDefault(gap, 1e-2);
        owner.setDefault(solver, COCOA);
        owner.setDefault(numPartitions, 0);
        owner.setDefault(passes, 0);
        owner.setDefault(storageLevel, "MEMORY_AND_DISK");
        owner.setDefault(seed, 42L);
    }

    private static final class IsStorageLevel extends AbstractFunction1<String, Object> implements Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public Object apply(String name) {
            try {
                return StorageLevel.fromString(name).isValid();
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
