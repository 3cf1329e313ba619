package io.github.widemargin.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowBlocksTest {
    private static final int ROWS = 1000;
    private static final int NONZEROS = 5;

    @ParameterizedTest
    @CsvSource({"16777216,1,1", "4800,10,12", "1,1000,1000"})
    void sparseRowsFillBlocksByTheirNonzeros(long bytes, int least, int most) {
        int features = 1 << 22;
        SplittableRandom random = new SplittableRandom(1);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            int[] index =
                    random.ints(0, features).distinct().limit(NONZEROS).sorted().toArray();
            double[] x = random.doubles(NONZEROS).toArray();
            rows.add(RowFactory.create((double) (i % 7), 1.0, new SparseVector(features, index, x)));
        }
        RowBlocks.Layout layout = new RowBlocks.Layout(features, null, true, false, bytes);
        List<RowBlock> blocks = new ArrayList<>();
        new RowBlocks(rows.iterator(), layout).forEachRemaining(blocks::add);
        assertTrue(least <= blocks.size() && blocks.size() <= most, () -> "blocks: " + blocks.size());
        assertEquals(
                blocks.size(),
                blocks.stream().mapToLong(RowBlock::id).distinct().count());
        int at = 0;
        for (RowBlock block : blocks) {
            for (int i = 0; i < block.rows(); i++, at++) {
                SparseVector x = rows.get(at).getAs(Columns.FEATURES);
                assertEquals(at % 7, block.y()[i]);
                int start = block.start()[i];
                assertEquals(NONZEROS, block.start()[i + 1] - start);
                assertTrue(IntStream.range(0, NONZEROS)
                        .allMatch(n -> block.index()[start + n] == x.indices()[n]
                                && block.value()[start + n] == (float) x.values()[n]));
            }
        }
        assertEquals(ROWS, at);
    }
}
