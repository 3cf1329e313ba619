package io.github.widemargin.spark;

import java.util.List;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A model's folder: Spark's metadata, and one row of Parquet. */
final class ModelFiles {
    private static final StructType SCHEMA = new StructType()
            .add("numClasses", DataTypes.IntegerType)
            .add("numFeatures", DataTypes.IntegerType)
            .add("coefficientMatrix", SQLDataTypes.MatrixType())
            .add("interceptVector", SQLDataTypes.VectorType());

    private ModelFiles() {}

    private static String data(String path) {
        return path + "/data";
    }

    static final class Writer extends MLWriter {
        private final MulticlassLinearSVCModel model;

        Writer(MulticlassLinearSVCModel model) {
            this.model = model;
        }

        @Override
        public void saveImpl(String path) {
            DefaultParamsWriter.saveMetadata(model, path, sparkSession());
            Row row = RowFactory.create(model.content().toArray());
            sparkSession()
                    .createDataFrame(List.of(row), SCHEMA)
                    .coalesce(1)
                    .write()
                    .parquet(data(path));
        }
    }

    static final class Reader extends MLReader<MulticlassLinearSVCModel> {
        @Override
        public MulticlassLinearSVCModel load(String path) {
            DefaultParamsReader.Metadata metadata = DefaultParamsReader$.MODULE$.loadMetadata(
                    path, sparkSession(), MulticlassLinearSVCModel.class.getName());
            Row row = sparkSession()
                    .read()
                    .parquet(data(path))
                    .select("numFeatures", "coefficientMatrix", "interceptVector")
                    .head();
            Matrix coefficients = row.getAs(1);
            Vector intercept = row.getAs(2);
            MulticlassLinearSVCModel model = new MulticlassLinearSVCModel(
                    metadata.uid(), row.getInt(0), coefficients.toArray(), intercept.toArray(), null);
            metadata.getAndSetParams(model, metadata.getAndSetParams$default$2());
            return model;
        }
    }
}
