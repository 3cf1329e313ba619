package io.github.widemargin.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.LinearSvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierServerTest {
    private static final float[] IDENTITY = {1, 0, 0, 1};
    private static final LinearSvm OLD = LinearSvm.of(IDENTITY, 2, new int[] {1, 2});
    private static final LinearSvm NEW = LinearSvm.of(IDENTITY, 2, new int[] {11, 12});

    @TempDir
    Path folder;

    private Path file;
    private ClassifierServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private record Answer(int status, String text) {}

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("a.model");
        OLD.save(file);
        server = new ClassifierServer(file, 0);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private Answer post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body().strip());
    }

    @Test
    void classifiesWhatIsPosted() throws Exception {
        assertEquals(new Answer(200, "1"), post("/predict", "[2, 1]"));
        assertEquals(new Answer(200, "2"), post("/predict", " [ -1.5e0,0.25 ]\n"));
    }

    @Test
    void tellsWhatIsWrongWithARequest() throws Exception {
        assertEquals(new Answer(400, "the sample must be a JSON array of numbers"), post("/predict", "1, 2"));
        assertEquals(new Answer(400, "numbers must be features: numbers=3, features=2"), post("/predict", "[1, 2, 3]"));
        assertEquals(400, post("/predict", "[1, two]").status());
        assertEquals(400, post("/predict", "[1, 1e999]").status());
        HttpRequest get = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/predict"))
                .build();
        assertEquals(405, client.send(get, HttpResponse.BodyHandlers.ofString()).statusCode());
        assertEquals(new Answer(200, "1"), post("/predict", "[2, 1]"));
    }

    @Test
    void answersARequestThatIsTooLong() throws Exception {
        String body = " ".repeat(3 << 20);
        for (int n = 0; n < 30; n++) { // the answer must not be lost where the client is still sending
            assertEquals(new Answer(413, "at most 1048576 bytes"), post("/predict", body));
        }
    }

    @Test
    void keepsItsModelWhereTheNewOneIsUnfit() throws Exception {
        Files.write(file, new byte[100]);
        assertEquals(
                new Answer(500, "the old model stays: java.io.IOException: " + file + ": not a Widemargin model"),
                post("/reload", ""));
        LinearSvm.of(new float[6], 3, new int[] {1, 2}).save(file);
        assertEquals(
                new Answer(
                        500, "the old model stays: java.io.IOException: " + file + ": features must stay: features=3"),
                post("/reload", ""));
        assertEquals(new Answer(200, "1"), post("/predict", "[2, 1]"));
    }

    @Test
    void doesNotStartWithoutAModel() throws IOException {
        Files.delete(file);
        assertThrows(IOException.class, () -> new ClassifierServer(file, 0));
    }

    /** Requests on their way meanwhile are answered, by the old model or the new; those after it by the new one. */
    @Test
    void swapsTheModelUnderLoad() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> load = new ArrayList<>();
            for (int c = 0; c < 8; c++) {
                String sample = c % 2 == 0 ? "[2, 1]" : "[1, 2]";
                Set<String> right = c % 2 == 0 ? Set.of("1", "11") : Set.of("2", "12");
                load.add(clients.submit(() -> {
                    int requests = 0;
                    while (!enough.get()) {
                        Answer answer = post("/predict", sample);
                        assertEquals(200, answer.status());
                        assertTrue(right.contains(answer.text()), answer::text);
                        seen.add(answer.text());
                        requests++;
                    }
                    return requests;
                }));
            }
            try {
                for (int swap = 0; swap < 50; swap++) {
                    (swap % 2 == 0 ? NEW : OLD).save(file);
                    assertEquals(new Answer(200, "in use"), post("/reload", ""));
                    assertEquals(new Answer(200, swap % 2 == 0 ? "11" : "1"), post("/predict", "[2, 1]"));
                }
            } finally {
                enough.set(true);
            }
            for (Future<Integer> requests : load) {
                assertTrue(requests.get() > 0);
            }
        }
        assertEquals(Set.of("1", "2", "11", "12"), seen);
    }
}
