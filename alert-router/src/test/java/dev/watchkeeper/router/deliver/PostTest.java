package dev.watchkeeper.router.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against receivers that begin to answer and don't end. The timeout only ends a test that hangs. */
@Timeout(60)
class PostTest {

    private final CountDownLatch over = new CountDownLatch(1);
    private final ServerSocket server;

    PostTest() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        server.close();
    }

    @Test
    void headersAndThenNothing_isUnknown() {
        DeliveryFailure failure = posted(Duration.ofMillis(300), answer -> {
            answer.write(head("200 OK", "Content-Length: 10"));
            answer.flush();
            over.await();
        });

        assertThat(failure.kind()).isEqualTo(DeliveryFailure.Kind.UNKNOWN);
    }

    @Test
    void bodyThatNeverEnds_isReadNoFurtherThanItIsShown() {
        DeliveryFailure failure = posted(Duration.ofSeconds(30), answer -> {
            answer.write(head("422 Unprocessable Content", "Connection: close"));
            while (over.getCount() > 0) {
                answer.write("x".repeat(8192).getBytes(StandardCharsets.US_ASCII));
            }
        });

        assertThat(failure.kind()).isEqualTo(DeliveryFailure.Kind.BAD_INPUT);
        assertThat(failure).hasMessageEndingWith(" answered 422 " + "x".repeat(Post.SHOWN));
    }

    private interface Answering {
        void to(OutputStream answer) throws IOException, InterruptedException;
    }

    private DeliveryFailure posted(Duration patience, Answering answering) {
        Thread other = new Thread(() -> {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read(new byte[4096]);
                answering.to(socket.getOutputStream());
            } catch (IOException e) {
                // The caller has hung up, as it should.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        other.setDaemon(true);
        other.start();
        URI target = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
        return catchThrowableOfType(DeliveryFailure.class, () -> new Post(target, patience).send("{}", Map.of()));
    }

    private static byte[] head(String status, String header) {
        return ("HTTP/1.1 " + status + "\r\n" + header + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
