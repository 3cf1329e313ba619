package io.github.widemargin.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.widemargin.LinearSvm;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Classifies over HTTP, and replaces its model without a pause: {@code ClassifierServer FILE PORT}.
 *
 * <pre>
 * POST /predict   a sample as a JSON array of numbers: answers its label
 * POST /reload    reads the file again: answers once the new model is in use; the old one stays if that fails
 * </pre>
 */
public final class ClassifierServer implements AutoCloseable {
    private static final int LONGEST_BODY = 1 << 20;

    private final Path file;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /** All that a swap needs: models are immutable, and every request reads this once. */
    private volatile LinearSvm model;

    /** Listens on this machine's loopback address; port 0 takes a free one. */
    public ClassifierServer(Path file, int port) throws IOException {
        this.file = file;
        model = ready(); // before the first request can come
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(executor);
        server.createContext("/predict", exchange -> answer(exchange, this::predict));
        server.createContext("/reload", exchange -> answer(exchange, this::reload));
        server.start();
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: ClassifierServer FILE PORT");
            System.exit(2);
        }
        ClassifierServer server = new ClassifierServer(Path.of(args[0]), Integer.parseInt(args[1]));
        System.out.println("listening on port " + server.port());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }

    /** The file's model, with the code compiled that answers. */
    private LinearSvm ready() throws IOException {
        LinearSvm loaded = LinearSvm.load(file);
        loaded.warmUp();
        return loaded;
    }

    private String predict(String body) {
        LinearSvm current = model; // one model for the whole request
        float[] x = new float[current.features()];
        parse(body, x);
        return Integer.toString(current.predict(x));
    }

    private synchronized String reload(String body) throws IOException {
        LinearSvm next = ready();
        if (next.features() != model.features()) {
            throw new IOException(file + ": features must stay: features=" + next.features());
        }
        model = next;
        return "in use";
    }

    private static void parse(String json, float[] x) {
        String trimmed = json.strip();
        if (!trimmed.startsWith("[") || !trimmed.endsWith("]")) {
            throw new IllegalArgumentException("the sample must be a JSON array of numbers");
        }
        String[] numbers = trimmed.substring(1, trimmed.length() - 1).split(",", -1);
        if (numbers.length != x.length) {
            throw new IllegalArgumentException(
                    "numbers must be features: numbers=" + numbers.length + ", features=" + x.length);
        }
        for (int k = 0; k < x.length; k++) {
            x[k] = Float.parseFloat(numbers[k].strip());
        }
    }

    /** What a request asks for, as text. */
    private interface Action {
        String apply(String body) throws IOException;
    }

    private static void answer(HttpExchange exchange, Action action) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
            // to close while the client is still sending would take the answer from it
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            int status = 200;
            String text;
            if (!exchange.getRequestMethod().equals("POST")) {
                status = 405;
                text = "POST only";
            } else if (body.length > LONGEST_BODY) {
                status = 413;
                text = "at most " + LONGEST_BODY + " bytes";
            } else {
                try {
                    text = action.apply(new String(body, StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) { // the sample is wrong
                    status = 400;
                    text = e.getMessage();
                } catch (IOException e) { // the file is
                    status = 500;
                    text = "the old model stays: " + e;
                }
            }
            byte[] answer = (text + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
