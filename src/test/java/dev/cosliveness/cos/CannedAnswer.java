package dev.cosliveness.cos;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An answer of the wire without a wire: request id and body, and nothing else. */
public final class CannedAnswer extends Response {
  private final InputStream body;

  private CannedAnswer(InputStream body) {
    this.body = body;
  }

  public static CosAnswer of(InputStream body) {
    return new CosAnswer(new CannedAnswer(body), true);
  }

  /** What the transport makes of a refusal with this body. */
  public static CosException refusal(int status, byte[] body) {
    return CosException.refused("GET object", status, CosError.read(body), "request-1");
  }

  @Override
  public int getStatus() {
    return 200;
  }

  @Override
  public boolean hasEntity() {
    return true;
  }

  @Override
  public <T> T readEntity(Class<T> type) {
    return type.cast(body);
  }

  @Override
  public String getHeaderString(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MultivaluedMap<String, String> getStringHeaders() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    // nothing is open
  }

  @Override
  public StatusType getStatusInfo() {
    return Status.OK;
  }

  @Override
  public Object getEntity() {
    return body;
  }

  @Override
  public <T> T readEntity(GenericType<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T readEntity(Class<T> type, Annotation[] annotations) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T readEntity(GenericType<T> type, Annotation[] annotations) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean bufferEntity() {
    return false;
  }

  @Override
  public MediaType getMediaType() {
    return MediaType.APPLICATION_XML_TYPE;
  }

  @Override
  public Locale getLanguage() {
    return null;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public Set<String> getAllowedMethods() {
    return Set.of();
  }

  @Override
  public Map<String, NewCookie> getCookies() {
    return Map.of();
  }

  @Override
  public EntityTag getEntityTag() {
    return null;
  }

  @Override
  public Date getDate() {
    return null;
  }

  @Override
  public Date getLastModified() {
    return null;
  }

  @Override
  public URI getLocation() {
    return null;
  }

  @Override
  public Set<Link> getLinks() {
    return Set.of();
  }

  @Override
  public boolean hasLink(String relation) {
    return false;
  }

  @Override
  public Link getLink(String relation) {
    return null;
  }

  @Override
  public Link.Builder getLinkBuilder(String relation) {
    return null;
  }

  @Override
  public MultivaluedMap<String, Object> getMetadata() {
    MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
    headers.putSingle("x-cos-request-id", "request-1");
    return headers;
  }
}
