import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Whether ports of this machine can be had. */
final class Ports {
  private static final int CONNECT_MILLIS = 500;

  private Ports() {}

  /**
   * @param what will listen there
   * @throws Failure if something does already
   */
  static void refuseTaken(int port, String what) {
    if (answers(port) || !canBind(port)) {
      throw new Failure(
          ("Port %d, which %s needs, is in use: end what uses it, or choose others by --port N"
                  + " (it takes N to N+4).")
              .formatted(port, what));
    }
  }

  private static boolean canBind(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** On some systems one can bind to loopback although another listens on all addresses. */
  private static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
