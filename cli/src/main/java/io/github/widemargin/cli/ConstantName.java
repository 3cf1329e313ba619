package io.github.widemargin.cli;

import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** Names of constants on the command line: weston-watkins for WESTON_WATKINS. */
final class ConstantName {
    private ConstantName() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E parse(Class<E> type, String name) {
        return Stream.of(type.getEnumConstants())
                .filter(each -> of(each).equals(name.toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + name + "' is none of "
                        + String.join(
                                ", ",
                                Stream.of(type.getEnumConstants())
                                        .map(ConstantName::of)
                                        .toList())));
    }
}
