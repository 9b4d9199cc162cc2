package dev.watchkeeper.shop.supervise;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A service's process that answers nobody, notes what it was told before it began, and ends at once where told to. */
public final class MoodyService {

    /** In the recording's folder: no instance starts. */
    static final String BROKEN = "broken";

    private MoodyService() {}

    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("record.dir="))
                .findFirst()
                .orElseThrow()
                .substring("record.dir=".length()));
        if (Files.exists(folder.resolve(BROKEN))) {
            System.exit(1);
        }
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        StringBuilder before = new StringBuilder();
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (line.equals("begin")) {
                Files.writeString(folder.resolve(arguments[1]), before);
                System.out.println("READY " + arguments[1] + " port=" + arguments[3]);
            } else {
                before.append(line).append('\n');
                System.out.println("ACK " + line);
            }
        }
    }
}
