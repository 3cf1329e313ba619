package io.github.widemargin.spark;

import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.util.MetadataUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/** One use of an estimator. */
final class Training {
    private static final Logger LOG = LoggerFactory.getLogger(MulticlassLinearSVC.class);

    /** From so many nonzeros on rows are faster dense, as of the trainer of one machine. */
    private static final double DENSE = 0.3;

    /** Products of rows and weights in a pass below which it takes less time than to ask Spark: some milliseconds. */
    private static final double SHORT = 1e7;

    /** Passes in a round where there are few rows, at most. */
    private static final int MOST_PASSES = 20;

    private static final int LEAST_PASSES = 2;

    /**
     * Of one partition, which waits for no others' changes: Fashion-MNIST takes 1.14 s at the median of nine, with two passes 1.31;
     * with the defaults 5.3 and 5.5 s, with two passes 5.6 and 7.5.
     */
    private static final int LEAST_PASSES_ALONE = 6;

    /** Threads of a partition: one scores rows while the other improves those before. Fewer partitions need fewer rounds, and answer less. */
    private static final int MOST_THREADS = 2;

    private static final double MEGABYTES_OF_BLOCK = 16;
    private static final double LEAST_STEP = 0.01;

    private final MulticlassLinearSVC settings;
    private final Dataset<?> dataset;
    private final JavaSparkContext context;
    private final long start = System.nanoTime();

    Training(MulticlassLinearSVC settings, Dataset<?> dataset) {
        this.settings = settings;
        this.dataset = dataset;
        context = new JavaSparkContext(dataset.sparkSession().sparkContext());
    }

    MulticlassLinearSVCModel run() {
        requireSettings();
        Option<Object> known = MetadataUtils.getNumClasses(dataset.schema().apply(settings.getLabelCol()));
        Option<String> weightCol = settings.isDefined(settings.weightCol())
                        && !settings.getWeightCol().isEmpty()
                ? Option.apply(settings.getWeightCol())
                : Option.empty();
        JavaRDD<Row> rows = Columns.select(dataset, settings.getLabelCol(), known, weightCol, settings.getFeaturesCol())
                .toJavaRDD();
        Statistics statistics = rows.treeAggregate(
                new Statistics(), Statistics::add, Statistics::merge, settings.getAggregationDepth());
        if (statistics.rows() == 0 || statistics.weight() == 0) {
            throw new IllegalArgumentException("rows must have weights above 0: rows=" + statistics.rows());
        }
        int classes = classes(statistics, known);
        double[] factor = settings.getStandardization() ? statistics.inverseDeviations() : null;
        boolean sparse = statistics.density() <= DENSE;
        RowBlocks.Layout layout =
                new RowBlocks.Layout(statistics.features(), factor, sparse, weightCol.isDefined(), blockBytes());
        double products = statistics.density() * statistics.features() * statistics.rows() * classes;
        StorageLevel level = StorageLevel.fromString(settings.getStorageLevel());
        try (Partitions partitions =
                new Partitions(context, rows, layout, level, most(products), settings.getAggregationDepth())) {
            int passes = passes(settings.getPasses(), products, partitions.count());
            Problem problem = problem(statistics, classes, sparse, factor, partitions.count(), passes);
            partitions.begin(problem, !isBundle());
            Trained trained = train(problem, partitions);
            return model(problem, factor, trained, partitions.count());
        }
    }

    private int classes(Statistics statistics, Option<Object> known) {
        long features = statistics.features();
        long classes = Math.max(2, known.isDefined() ? (int) known.get() : statistics.largestLabel() + 1L);
        if (features == 0) {
            throw new IllegalArgumentException("features must be 1 or more: features=0");
        }
        if (features * classes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "features · classes must be below 2^31: features=" + features + ", classes=" + classes);
        }
        if (settings.getFitIntercept() && classes * classes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("classes² must be below 2^31 with an intercept: classes=" + classes);
        }
        return (int) classes;
    }

    private void requireSettings() {
        double reg = settings.getRegParam();
        if (!(reg > 0)) {
            throw new IllegalArgumentException("regParam must be above 0: regParam=" + reg);
        }
        if (settings.getMaxIter() < 1) {
            throw new IllegalArgumentException("maxIter must be 1 or more: maxIter=" + settings.getMaxIter());
        }
        if (isBundle() && settings.getFitIntercept()) {
            throw new IllegalArgumentException("fitIntercept must be false for solver=" + settings.getSolver());
        }
    }

    private boolean isBundle() {
        return settings.getSolver().equals(SvcParams.BUNDLE);
    }

    private Trained train(Problem problem, Partitions partitions) {
        int rounds = settings.getMaxIter();
        double gap = settings.getGap();
        return isBundle()
                ? new BundleTraining(problem, partitions, rounds, gap, this::log).run()
                : new CocoaTraining(problem, partitions, rounds, settings.getTol(), gap, this::log).run();
    }

    private long blockBytes() {
        double megabytes = settings.getMaxBlockSizeInMB();
        return (long) ((megabytes == 0 ? MEGABYTES_OF_BLOCK : megabytes) * (1 << 20));
    }

    private int most(double products) {
        int most = settings.getNumPartitions();
        return most > 0 ? most : (int) Math.clamp(products / SHORT, 1, Math.ceilDiv(slots(), MOST_THREADS));
    }

    /** Tasks that run at a time. */
    private int slots() {
        return Math.max(1, context.defaultParallelism() / context.getConf().getInt("spark.task.cpus", 1));
    }

    /**
     * As many as wanted; if that is 0, by the size of the whole: more passes in small partitions hardly spare rounds. Fashion-MNIST in
     * 64 partitions takes 283 rounds and 137 s with 2, 285 and 189 s with the 20 that its partitions alone would have had.
     */
    static int passes(int wanted, double products, int parts) {
        int least = parts == 1 ? LEAST_PASSES_ALONE : LEAST_PASSES;
        return wanted > 0 ? wanted : (int) Math.clamp(10 * SHORT / products, least, MOST_PASSES);
    }

    /** A free bias moves as fast as the other weights if its feature is as large as a row; among rows of zeros it moves alone. */
    private Problem problem(
            Statistics statistics, int classes, boolean sparse, double[] factor, int parts, int passes) {
        double reg = settings.getRegParam();
        double length = statistics.meanSquaredLength(factor);
        double biasSquare = Math.clamp(length, LEAST_STEP * reg * statistics.weight(), Float.MAX_VALUE);
        return new Problem(
                statistics.features(),
                classes,
                sparse,
                Hinges.kind(settings.getHinge()),
                reg,
                statistics.weight(),
                settings.getFitIntercept() ? (float) biasSquare : 0,
                parts,
                Math.clamp(slots() / parts, 1, MOST_THREADS),
                passes,
                settings.getSeed());
    }

    private void log(Round round) {
        LOG.info("round {}: primal {}, dual {}, gap {}", round.round(), round.primal(), round.dual(), round.gap());
    }

    private MulticlassLinearSVCModel model(Problem problem, double[] factor, Trained trained, int parts) {
        int classes = problem.classes();
        double[] weights = new double[trained.w().length];
        for (int n = 0; n < weights.length; n++) {
            weights[n] = trained.w()[n] * (factor == null ? 1 : factor[n / classes]);
        }
        double[] intercept = new double[classes];
        Arrays.setAll(intercept, j -> trained.bias() == null ? 0 : trained.bias()[j]);
        MulticlassLinearSVCSummary summary = new MulticlassLinearSVCSummary(
                trained.rounds(), trained.converged(), parts, (System.nanoTime() - start) / 1e9);
        if (!trained.converged()) {
            LOG.warn("the gap is {}, not {}", summary.gap(), settings.getGap());
        }
        return new MulticlassLinearSVCModel(settings.uid(), problem.features(), weights, intercept, summary);
    }
}
