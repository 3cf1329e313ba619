package io.github.widemargin.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A picture's file. */
final class Png {
    private Png() {}

    /** Its name, which must not promise another format. */
    static final class Name implements ITypeConverter<Path> {
        @Override
        public Path convert(String value) {
            if (!value.toLowerCase(Locale.ROOT).endsWith(".png")) {
                throw new TypeConversionException("must end in .png: " + value);
            }
            return Path.of(value);
        }
    }

    /** Its bytes, by way of memory: ImageIO's temporary files need a shutdown hook, which an interrupted command cannot have any more. */
    static ByteBuffer of(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(picture, "png", out);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
