package io.github.widemargin.jmh;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** What ONNX Runtime answers: labels are long[] or String[]; probabilities are null if there are none. */
record OnnxRun(Object labels, float[][] scores, float[][] probabilities) {
    static OnnxRun of(Path model, float[] x, int features) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.toString());
                OnnxTensor input = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(x), new long[] {x.length / features, features});
                OrtSession.Result result = session.run(Map.of("x", input))) {
            boolean calibrated = session.getOutputNames().contains("probabilities");
            Set<String> expected = calibrated ? Set.of("label", "scores", "probabilities") : Set.of("label", "scores");
            if (!session.getOutputNames().equals(expected)) {
                throw new AssertionError(session.getOutputNames());
            }
            return new OnnxRun(
                    result.get("label").orElseThrow().getValue(),
                    (float[][]) result.get("scores").orElseThrow().getValue(),
                    calibrated
                            ? (float[][])
                                    result.get("probabilities").orElseThrow().getValue()
                            : null);
        }
    }
}
