package io.github.widemargin.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConstantFeatureHasNoDeviation(boolean sparse) {
        Statistics all = new Statistics();
        double rows = 0;
        for (int part = 0; part < 3; part++) {
            Statistics some = new Statistics();
            for (int i = 0; i < 1000; i++) {
                DenseVector dense = new DenseVector(new double[] {0.1, 0, i % 2 == 0 ? 1 : 3});
                Vector x = sparse ? dense.toSparse() : dense;
                some.add(RowFactory.create(1.0, 1.0, x));
                rows++;
            }
            all = all.merge(some);
        }
        double deviation = Math.sqrt(rows / (rows - 1));
        assertArrayEquals(new double[] {0, 0, 1 / deviation}, all.inverseDeviations(), 1e-12);
        assertEquals(0, all.inverseDeviations()[0]);
    }
}
