package io.github.widemargin.train;

/** The objective is not finite. */
@SuppressWarnings("serial")
public final class NotFiniteException extends Exception {
    NotFiniteException() {
        super(null, null, false, false);
    }
}
