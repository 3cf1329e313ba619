package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

final class Errors {
    private Errors() {}

    static IllegalArgumentException of(Executable call) {
        return assertThrows(IllegalArgumentException.class, call);
    }

    static String messageOf(Executable call) {
        return of(call).getMessage();
    }
}
