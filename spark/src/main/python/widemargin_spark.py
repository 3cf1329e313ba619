"""Multiclass linear support vector machines for PySpark: a thin wrapper of io.github.widemargin.spark."""

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import (
    HasAggregationDepth,
    HasFitIntercept,
    HasMaxBlockSizeInMB,
    HasMaxIter,
    HasRegParam,
    HasSolver,
    HasStandardization,
    HasTol,
    HasWeightCol,
    HasSeed,
)
from pyspark.ml.classification import _JavaClassifier, _JavaClassificationModel
from pyspark.ml.util import JavaMLReadable, JavaMLReader, JavaMLWritable

__all__ = ["MulticlassLinearSVC", "MulticlassLinearSVCModel"]

_PACKAGE = "io.github.widemargin.spark."


class _Reader(JavaMLReader):
    """Finds the Java class by the name of the Python class, as it is not in a package of Spark."""

    @classmethod
    def _java_loader_class(cls, clazz):
        return _PACKAGE + clazz.__name__

    def load(self, path):
        java_obj = self._jread.load(path)
        stage = self._clazz.__new__(self._clazz)
        super(self._clazz, stage).__init__(*([java_obj] if issubclass(self._clazz, _JavaClassificationModel) else []))
        stage._java_obj = java_obj
        stage._resetUid(java_obj.uid())
        stage._transfer_params_from_java()
        return stage


class _Params(
    HasRegParam,
    HasMaxIter,
    HasTol,
    HasFitIntercept,
    HasStandardization,
    HasWeightCol,
    HasAggregationDepth,
    HasMaxBlockSizeInMB,
    HasSolver,
    HasSeed,
):
    hinge = Param(
        Params._dummy(),
        "hinge",
        "what a row loses: weston-watkins, crammer-singer, one-vs-rest",
        typeConverter=TypeConverters.toString,
    )
    gap = Param(
        Params._dummy(),
        "gap",
        "training ends when the objective is proven to be above the optimum by at most this part of itself (> 0, < 1)",
        typeConverter=TypeConverters.toFloat,
    )
    numPartitions = Param(
        Params._dummy(),
        "numPartitions",
        "partitions that train, at most; 0 for half as many as tasks run at a time, with two threads each (>= 0)",
        typeConverter=TypeConverters.toInt,
    )
    passes = Param(
        Params._dummy(),
        "passes",
        "how often a partition goes through its rows in a round of cocoa; 0 for twice, or more with one partition or few rows (>= 0)",
        typeConverter=TypeConverters.toInt,
    )
    storageLevel = Param(
        Params._dummy(),
        "storageLevel",
        "where the rows are kept while training lasts, a name of a storage level, but not NONE",
        typeConverter=TypeConverters.toString,
    )

    def getHinge(self):
        return self.getOrDefault(self.hinge)

    def getGap(self):
        return self.getOrDefault(self.gap)

    def getNumPartitions(self):
        return self.getOrDefault(self.numPartitions)

    def getPasses(self):
        return self.getOrDefault(self.passes)

    def getStorageLevel(self):
        return self.getOrDefault(self.storageLevel)


class MulticlassLinearSVC(_JavaClassifier, _Params, JavaMLWritable, JavaMLReadable):
    """The estimator; every param is a keyword, as in MulticlassLinearSVC(regParam=1e-3, gap=1e-2)."""

    def __init__(self, **params):
        super().__init__()
        self._java_obj = self._new_java_obj(_PACKAGE + "MulticlassLinearSVC", self.uid)
        self._transfer_params_from_java()
        self._setDefault(seed=42)  # not that of PySpark, a hash of the class's name
        self.setParams(**params)

    def setParams(self, **params):
        """Sets params by their names."""
        return self._set(**params)

    def setRegParam(self, value):
        """The factor of the regularisation, above 0."""
        return self._set(regParam=value)

    def setGap(self, value):
        """By what part of itself the objective may be above the optimum."""
        return self._set(gap=value)

    def setHinge(self, value):
        """Which hinge."""
        return self._set(hinge=value)

    def setMaxIter(self, value):
        """Rounds, at most."""
        return self._set(maxIter=value)

    def setTol(self, value):
        """Training ends when the dual grows by less than this part of the primal for ten rounds."""
        return self._set(tol=value)

    def setFitIntercept(self, value):
        """Whether there is an intercept for each class."""
        return self._set(fitIntercept=value)

    def setStandardization(self, value):
        """Whether features are divided by their standard deviations while training."""
        return self._set(standardization=value)

    def setWeightCol(self, value):
        """The column of the weights of rows."""
        return self._set(weightCol=value)

    def setSolver(self, value):
        """cocoa or bundle."""
        return self._set(solver=value)

    def setNumPartitions(self, value):
        """Partitions that train, at most."""
        return self._set(numPartitions=value)

    def setPasses(self, value):
        """How often a partition goes through its rows in a round."""
        return self._set(passes=value)

    def setStorageLevel(self, value):
        """Where the rows are kept while training lasts."""
        return self._set(storageLevel=value)

    def setSeed(self, value):
        """Of the order of rows."""
        return self._set(seed=value)

    def setAggregationDepth(self, value):
        """The depth of the tree by which changes are added up."""
        return self._set(aggregationDepth=value)

    def setMaxBlockSizeInMB(self, value):
        """The size of the blocks that rows are packed into."""
        return self._set(maxBlockSizeInMB=value)

    def _create_model(self, java_model):
        return MulticlassLinearSVCModel(java_model)

    @classmethod
    def read(cls):
        return _Reader(cls)


class MulticlassLinearSVCModel(_JavaClassificationModel, _Params, JavaMLWritable, JavaMLReadable):
    """The model."""

    @property
    def coefficientMatrix(self):
        """The weights, classes x features."""
        return self._call_java("coefficientMatrix")

    @property
    def interceptVector(self):
        """What is added to the scores of each class."""
        return self._call_java("interceptVector")

    @classmethod
    def read(cls):
        return _Reader(cls)
