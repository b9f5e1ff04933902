package org.treuga.app.server;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes first. The server stands on this machine only, and still must not be
 * reached by a web page: neither through a name that the page controls (DNS rebinding) nor by a
 * form or script of another origin.
 */
final class Guard {

  /** Scripts, styles and requests of our own only; nothing inline, nothing from elsewhere. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  private static final Set<HandlerType> READING =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

  private Guard() {}

  static void check(Context request) {
    request.header("Content-Security-Policy", POLICY);
    request.header("X-Content-Type-Options", "nosniff");
    request.header("Referrer-Policy", "no-referrer");
    request.header("Cross-Origin-Opener-Policy", "same-origin");
    request.header("Cross-Origin-Resource-Policy", "same-origin");
    request.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    String host = request.header("Host");
    if (!isOurs(host)) {
      throw new Refused(
          421, "a Host that is this server's own name was expected, came \"" + host + "\"");
    }
    if (!READING.contains(request.method()) && !isOfThisOrigin(request, host)) {
      throw new Refused(403, "this may only be asked for from a page of this server");
    }
  }

  /** The port is not looked at: a forwarded port is fine, another name is not. */
  private static boolean isOurs(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = host.replaceFirst(":[0-9]{1,5}$", "");
    return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
  }

  /** A program that is no browser sends no Origin and is welcome; a browser always sends one. */
  private static boolean isOfThisOrigin(Context request, @Nullable String host) {
    String origin = request.header("Origin");
    String site = request.header("Sec-Fetch-Site");
    boolean sameSite = site == null || site.equals("same-origin") || site.equals("none");
    // Without a referrer a browser sends no origin with a form either; what it says of the site no
    // page can forge.
    boolean unsaid = "null".equals(origin) && "same-origin".equals(site);
    return sameSite && (origin == null || unsaid || origin.equals("http://" + host));
  }
}
