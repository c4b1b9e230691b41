package dev.cosliveness.cos;

import io.quarkus.rest.client.reactive.Url;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/**
 * The wire. Takes whole URLs, because only they reach it byte for byte; headers come from {@link
 * CosHeaders}. Returns {@link Response}, because only then is the body streamed.
 */
@Path("/")
interface CosApi {
  @HEAD
  Response head(@Url String url);

  @GET
  Response get(@Url String url);

  @DELETE
  Response delete(@Url String url);

  @PUT
  @Consumes("*/*")
  Response put(@Url String url, byte[] body);
}
