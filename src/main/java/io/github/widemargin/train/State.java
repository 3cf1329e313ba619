package io.github.widemargin.train;

/** Saves what it is shown, or puts in its place what was saved: one description serves both. */
public interface State {
    int number(int value);

    double number(double value);

    void array(float[] values);

    void array(double[] values);

    void array(int[] values);

    void array(byte[] values);
}
