namespace Camp.Routing;

/// <summary>Documents that are read again only when they have changed, and overwritten only by those who have seen them.</summary>
/// <remarks>
/// A document is a text (<c>text/plain; charset=utf-8</c>, sent and answered as it is) at <c>/documents/{id}</c>, any id. Its ETag is
/// strong: <c>"…"</c>, without <c>W/</c>. While the text stays, so does the tag; another text of the document has another tag.
/// <list type="table">
/// <item><term>GET</term><description>200, the text and its <c>ETag</c>. If <c>If-None-Match</c> has that tag, 304 with the
/// <c>ETag</c> and no body. No document: 404, whatever the headers say.</description></item>
/// <item><term>PUT of a new one</term><description>201 and the <c>ETag</c>; with any <c>If-Match</c> 412.</description></item>
/// <item><term>PUT of one that is there</term><description>Needs <c>If-Match</c>. With the tag of the text that is there: 204 and the new
/// <c>ETag</c>. With other tags: 412. Without the header: 428. With <c>If-None-Match: *</c>, which means "only if it is
/// new": 412 in any case.</description></item>
/// </list>
/// Both headers may be <c>*</c> (anything that is there), or a list of tags with commas, in one line or several; one that fits is enough.
/// <c>If-None-Match</c> compares weakly: <c>W/"x"</c> is <c>"x"</c>. <c>If-Match</c> compares strongly: <c>W/"x"</c> fits nothing.
/// A value that is not a tag (a tag has quotes) fits nothing either, so such an <c>If-Match</c> is 412.
/// 404, 412 and 428 are problem documents with <c>status</c> and <c>title</c>. A refused PUT changes nothing.
/// Comparing and writing are one step: of many PUTs with one tag at the same time, one is made and the others get 412, even when
/// their bodies arrive slowly.
/// </remarks>
public static class Conditional
{
    /// <summary>
    /// Adds the documents to an application that has <c>AddProblemDetails</c> and routing among its services. Every call has
    /// documents of its own.
    /// </summary>
    // TODO 1: keep text and tag of each document together, under one lock.
    // TODO 2: GET: compare If-None-Match weakly; 304 has the tag and no body.
    // TODO 3: PUT: read the body first; then, under the lock, compare If-Match strongly and write.
    public static void Map(WebApplication app) =>
        throw new NotImplementedException("Conditional.Map: map GET and PUT of /documents/{id}.");
}
