package io.github.widemargin.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.kernel.HingeLoss;
import java.util.List;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

class KryoTest {
    @BeforeAll
    static void start() {
        LocalSpark.spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.serializer", KryoSerializer.class.getName())
                .config("spark.ui.enabled", "false")
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        LocalSpark.spark.stop();
    }

    @Test
    void trainsWithRowsThatAreKeptSerialized() {
        MulticlassLinearSVCSummary summary = new MulticlassLinearSVC()
                .setStorageLevel("MEMORY_ONLY_SER")
                .fit(LocalSpark.dataset(LocalSpark.clouds(200, 3, 3, 3)))
                .summary()
                .orElseThrow();
        assertTrue(summary.converged(), summary::toString);
    }

    @Test
    void whatGoesAboutComesBack() {
        RowBlock block = back(new RowBlock(7, new int[] {1, 0}, null, null, null, new float[] {1, 2, 3, 4}));
        assertEquals(7, block.id());
        assertArrayEquals(new float[] {1, 2, 3, 4}, block.value());
        Request.Content content = back(new Request.Content(new float[4], new float[] {1, 2}, null));
        assertArrayEquals(new float[] {1, 2}, content.bias());
        Problem problem = new Problem(2, 2, false, HingeLoss.Kind.WESTON_WATKINS, 0.01, 2, 0, 1, 1, 1, 42);
        List<RowBlock> blocks = List.of(block);
        PartState state = new PartState(problem, blocks, 0, true);
        Request.Step step = new Request.Step(1, 1, 0, true);
        Reply reply = state.answer(blocks, new Request(Request.Kind.IMPROVE, 0, 0, step, false), content, 1);
        assertArrayEquals(reply.w, back(reply).w);
        Reply next = back(state).answer(blocks, new Request(Request.Kind.CONTRIBUTE, 1, 1, null, false), content, 1);
        assertEquals(reply.after, next.before);
    }

    private static <T> T back(T value) {
        SerializerInstance kryo =
                LocalSpark.spark.sparkContext().env().serializer().newInstance();
        ClassTag<T> any = ClassTag$.MODULE$.apply(value.getClass());
        return kryo.deserialize(kryo.serialize(value, any), any);
    }
}
