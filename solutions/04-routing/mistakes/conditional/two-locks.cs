// Mistake: compares under one lock and writes under another.
// Rejected by: ConditionalRaces.Two_change_the_text_that_both_have_seen
// Explored: failed
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

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
    public static void Map(WebApplication app)
    {
        var store = new Store();
        app.MapGet("/documents/{id}", (string id, HttpContext context) => Get(store, id, context));
        app.MapPut("/documents/{id}", (string id, HttpContext context) => PutAsync(store, id, context));
    }

    private static IResult Get(Store store, string id, HttpContext context)
    {
        if (store.Find(id) is not { } document)
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);
        // A 304 has it too: whoever asked with several tags learns which of them it was.
        context.Response.Headers.ETag = document.Tag.ToString();
        return Fits(context.Request.Headers.IfNoneMatch, document.Tag, strong: false)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Text(document.Text);
    }

    private static async Task<IResult> PutAsync(Store store, string id, HttpContext context)
    {
        // All of the body first: what is compared before a wait may be wrong after it.
        var text = await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted);
        var (status, tag) = store.Put(id, text, context.Request.Headers);
        if (tag is null)
            return TypedResults.Problem(statusCode: status);
        context.Response.Headers.ETag = tag.ToString();
        return TypedResults.StatusCode(status);
    }

    private static bool Fits(StringValues header, EntityTagHeaderValue tag, bool strong) =>
        EntityTagHeaderValue.TryParseList(header, out var sent)
        && sent.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, strong));

    private sealed record Document(string Text, EntityTagHeaderValue Tag);

    private sealed class Store
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, Document> _documents = [];
        private long _lastTag;

        public Document? Find(string id)
        {
            lock (_lock)
                return _documents.GetValueOrDefault(id);
        }

        /// <returns>The tag is null when the conditions don't hold.</returns>
        public (int Status, EntityTagHeaderValue? Tag) Put(string id, string text, IHeaderDictionary headers)
        {
            bool isNew;
            lock (_lock)
            {
                var old = _documents.GetValueOrDefault(id);
                var refused = old is null ? RefusedAsNew(headers) : RefusedAsOld(headers, old.Tag);
                if (refused != 0)
                    return (refused, null);
                isNew = old is null;
            }

            Thread.Yield();
            lock (_lock)
            {
                var tag = new EntityTagHeaderValue($"\"{++_lastTag}\"");
                _documents[id] = new(text, tag);
                return (isNew ? StatusCodes.Status201Created : StatusCodes.Status204NoContent, tag);
            }
        }

        private static int RefusedAsNew(IHeaderDictionary headers) =>
            headers.IfMatch.Count > 0 ? StatusCodes.Status412PreconditionFailed : 0;

        private static int RefusedAsOld(IHeaderDictionary headers, EntityTagHeaderValue tag)
        {
            if (Fits(headers.IfNoneMatch, EntityTagHeaderValue.Any, strong: true))
                return StatusCodes.Status412PreconditionFailed;
            if (headers.IfMatch.Count == 0)
                return StatusCodes.Status428PreconditionRequired;
            return Fits(headers.IfMatch, tag, strong: true) ? 0 : StatusCodes.Status412PreconditionFailed;
        }
    }
}
