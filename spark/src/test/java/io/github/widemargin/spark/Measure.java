package io.github.widemargin.spark;

import io.github.widemargin.Samples;
import io.github.widemargin.SvmTrainer;
import io.github.widemargin.TrainingResult;
import io.github.widemargin.data.DataFiles;
import io.github.widemargin.data.LabeledSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LinearSVC;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Prints the figures of docs/spark.md; the script spark/measure runs it. */
final class Measure {
    private static final int REPETITIONS = 5;
    private static final String ROUNDS = "rounds:";

    /** Not the 100 of its default: so many take too long on Fashion-MNIST. */
    private static final int PEER_ITERATIONS = 20;

    private final SparkSession spark;
    private final Path folder;

    private Measure(SparkSession spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
    }

    /** The folder of Fashion-MNIST, then what to measure: digits, fashion, peer, rounds, or rounds:PARTITIONS:PASSES; all without. */
    public static void main(String[] args) throws IOException {
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.files.maxPartitionBytes", "1g")
                .config("spark.sql.files.openCostInBytes", "1g")
                .getOrCreate();
        LocalSpark.spark = spark;
        List<String> wanted = args.length > 1
                ? Arrays.asList(args).subList(1, args.length)
                : List.of("digits", "fashion", "peer", "rounds");
        Measure measure = new Measure(spark, Files.createTempDirectory("widemargin-spark"));
        if (wanted.contains("digits")) {
            measure.digits();
        }
        if (!wanted.equals(List.of("digits"))) {
            measure.fashion(Path.of(args[0]), wanted);
        }
        spark.stop();
    }

    /** 1797 made-up images of 8 × 8 in ten classes, and as many to predict. */
    private void digits() throws IOException {
        Random random = new Random(7);
        double[][] digit = new double[10][64];
        for (double[] each : digit) {
            for (int k = 0; k < 64; k++) {
                each[k] = random.nextInt(3) == 0 ? 12 : 2;
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 2 * 1797; i++) {
            double[] x = new double[64];
            for (int k = 0; k < 64; k++) {
                x[k] = Math.clamp(Math.round(digit[i % 10][k] + 11 * random.nextGaussian()), 0, 16);
            }
            rows.add(RowFactory.create((double) (i % 10), new DenseVector(x), 1.0));
        }
        Dataset<Row> train = stored("digits", rows.subList(0, 1797), 2);
        Dataset<Row> test = stored("digits-test", rows.subList(1797, rows.size()), 2);
        for (double reg : new double[] {1e-2, 1e-1, 1}) {
            compare("digits-like, regParam " + reg, train, test, reg, false);
        }
    }

    private void fashion(Path data, List<String> wanted) throws IOException {
        LabeledSamples samples = DataFiles.read(data.resolve("train-images-idx3-ubyte.gz"));
        List<Row> rows = rows(samples);
        if (wanted.contains("fashion")) {
            alone(samples);
            Dataset<Row> train = stored("fashion", rows, 2);
            for (boolean intercept : new boolean[] {false, true}) {
                MulticlassLinearSVC svc = new MulticlassLinearSVC()
                        .setRegParam(1e-3)
                        .setFitIntercept(intercept)
                        .setStandardization(false);
                print("Fashion-MNIST, intercept " + intercept, REPETITIONS, () -> svc.fit(train));
            }
            print("Fashion-MNIST, defaults", REPETITIONS, () -> new MulticlassLinearSVC().fit(train));
        }
        if (wanted.contains("peer")) {
            Dataset<Row> test =
                    stored("fashion-test", rows(DataFiles.read(data.resolve("t10k-images-idx3-ubyte.gz"))), 2);
            Dataset<Row> train = stored("fashion-peer", rows, 2);
            compare("Fashion-MNIST, features as they are, no intercept", train, test, 1e-3, true);
            compare("Fashion-MNIST, standardized, intercept", train, test, 1e-3, false);
        }
        if (wanted.contains("rounds")) {
            for (int parts : new int[] {1, 2, 4, 8, 16, 64}) {
                rounds(rows, parts, 0);
            }
            Dataset<Row> train = stored("fashion-bundle", rows, 2);
            print(
                    "bundle",
                    1,
                    () -> new MulticlassLinearSVC()
                            .setSolver("bundle")
                            .setFitIntercept(false)
                            .setStandardization(false)
                            .fit(train));
        }
        for (String each : wanted) {
            if (each.startsWith(ROUNDS)) {
                String[] numbers = each.substring(ROUNDS.length()).split(":");
                rounds(rows, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
            }
        }
    }

    private void rounds(List<Row> rows, int partitions, int passes) throws IOException {
        Dataset<Row> train = stored("fashion-" + partitions + "-" + passes, rows, partitions);
        MulticlassLinearSVC svc = new MulticlassLinearSVC()
                .setRegParam(1e-3)
                .setFitIntercept(false)
                .setStandardization(false)
                .setPasses(passes)
                .setNumPartitions(partitions);
        print("partitions " + partitions + ", passes " + passes, 1, () -> svc.fit(train));
        train.unpersist(true);
    }

    private static void alone(LabeledSamples data) {
        Samples samples = data.samples();
        double[] seconds = new double[REPETITIONS];
        for (int r = 0; r < REPETITIONS; r++) {
            TrainingResult result = SvmTrainer.builder()
                    .regularization(1e-3f)
                    .threads(2)
                    .build()
                    .train(samples, data.labels());
            seconds[r] = result.seconds();
        }
        System.out.printf("SvmTrainer, two threads: %s s%n", Arrays.toString(seconds));
    }

    /** With one class against the rest ours has the peer's objective. */
    private void compare(String name, Dataset<Row> train, Dataset<Row> test, double reg, boolean asItIs) {
        for (String hinge : new String[] {"weston-watkins", "one-vs-rest"}) {
            MulticlassLinearSVC svc = new MulticlassLinearSVC()
                    .setHinge(hinge)
                    .setRegParam(reg)
                    .setStandardization(!asItIs)
                    .setFitIntercept(!asItIs);
            print(name + ", " + hinge, REPETITIONS, () -> svc.fit(train));
            System.out.printf("accuracy %.4f%n", accuracy(svc.fit(train).transform(test)));
        }
        OneVsRest peer = new OneVsRest()
                .setClassifier(new LinearSVC()
                        .setRegParam(reg)
                        .setMaxIter(PEER_ITERATIONS)
                        .setStandardization(!asItIs)
                        .setFitIntercept(!asItIs));
        long start = System.nanoTime();
        Model<?> model = peer.fit(train);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%s, OneVsRest(LinearSVC), %d iterations: %.2f s, accuracy %.4f%n",
                name, PEER_ITERATIONS, seconds, accuracy(model.transform(test)));
    }

    private static double accuracy(Dataset<Row> predicted) {
        return new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(predicted);
    }

    private static void print(String name, int repetitions, Supplier<MulticlassLinearSVCModel> fit) {
        for (int r = 0; r < repetitions; r++) {
            MulticlassLinearSVCSummary summary = fit.get().summary().orElseThrow();
            System.out.printf(
                    "%s: %.2f s, %d rounds, %d of them improve, gap %.4f, primal %.5f, at most %d bytes a round%n",
                    name,
                    summary.seconds(),
                    summary.rounds().size(),
                    summary.rounds().stream().filter(Round::improves).count(),
                    summary.gap(),
                    summary.primal(),
                    summary.rounds().stream().mapToLong(Round::bytes).max().orElseThrow());
        }
    }

    private static List<Row> rows(LabeledSamples data) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < data.samples().size(); i++) {
            float[] sample = data.samples().get(i);
            double[] x = new double[sample.length];
            for (int k = 0; k < x.length; k++) {
                x[k] = sample[k];
            }
            rows.add(RowFactory.create((double) data.labels()[i], new DenseVector(x), 1.0));
        }
        return rows;
    }

    /** Rows in a file of each partition, cached: they must not come along with every task. */
    private Dataset<Row> stored(String name, List<Row> rows, int partitions) throws IOException {
        String path = folder.resolve(name).toString();
        LocalSpark.dataset(rows).coalesce(1).repartition(partitions).write().parquet(path);
        Dataset<Row> stored = spark.read().parquet(path).cache();
        stored.count();
        return stored;
    }
}
