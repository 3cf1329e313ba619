package io.github.widemargin.jmh;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.kernel.KernelProvider;
import io.github.widemargin.kernel.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What a new JVM's first calls of {@link LinearSvm#predict(float[])} take: {@code FirstCalls FILE kernels|calls|warm-up}, the model
 * asked by its kernels alone, as a service would without a warm-up, or with one. Prints the milliseconds of loading and of the
 * warm-up, then the nanoseconds of each call.
 */
public final class FirstCalls {
    static final int CALLS = 10_000;
    private static final int SAMPLES = 8;

    private FirstCalls() {}

    public static void main(String[] args) throws IOException {
        long start = System.nanoTime();
        LinearSvm model = LinearSvm.load(Path.of(args[0]));
        Scorer kernels = args[1].equals("kernels")
                ? KernelProvider.best().scorer(model.weights(), model.bias(), model.features(), model.classes())
                : null;
        double load = 1e-6 * (System.nanoTime() - start);
        double warmUp = args[1].equals("warm-up") ? 1e-6 * model.warmUp().toNanos() : 0;
        SplittableRandom random = new SplittableRandom(1);
        float[][] x = new float[SAMPLES][model.features()];
        for (float[] sample : x) {
            for (int k = 0; k < sample.length; k++) {
                sample[k] = random.nextFloat();
            }
        }
        long[] nanos = new long[CALLS];
        int sum = 0; // so that the answers are wanted
        for (int n = 0; n < CALLS; n++) {
            long before = System.nanoTime();
            sum += kernels == null ? model.predict(x[n % SAMPLES]) : kernels.argMax(x[n % SAMPLES], 0);
            nanos[n] = System.nanoTime() - before;
        }
        StringBuilder out = new StringBuilder(String.format(Locale.ROOT, "%.1f %.1f %d", load, warmUp, sum));
        for (long each : nanos) {
            out.append(' ').append(each);
        }
        System.out.println(out);
    }
}
