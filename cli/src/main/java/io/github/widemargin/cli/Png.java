package io.github.widemargin.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture's bytes. */
final class Png {
    private Png() {}

    /** By way of memory: ImageIO's temporary files need a shutdown hook, which an interrupted command cannot have any more. */
    static ByteBuffer of(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(picture, "png", out);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
