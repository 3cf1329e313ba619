package io.github.widemargin;

/** Why a training ended. */
public enum StopReason {
    /** The gap that was asked for is proven. */
    GAP,

    /** As many epochs were run as were allowed. */
    EPOCHS,

    /** The time allowed has passed. */
    TIME,

    /** The listener asked for it. */
    REQUEST,

    /** The training thread was interrupted; it still is. */
    INTERRUPT,

    /** The accuracy on the validation samples has not grown for as many epochs as were to be waited. */
    VALIDATION
}
