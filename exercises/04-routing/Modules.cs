namespace Camp.Routing;

/// <summary>A resource as a module: an application that knows nothing about books mounts it where it likes.</summary>
public static class Modules
{
    /// <summary>Mounts the books of <paramref name="shelf"/> under <paramref name="prefix"/>, below whatever <paramref name="routes"/> is.</summary>
    /// <remarks>
    /// Under the prefix: GET gives 200 and all books; POST <c>{"title":"Dune"}</c> gives 201, the book and its <c>Location</c>;
    /// <c>/{id}</c> by GET gives 200 and the book, by DELETE 204. An id that no book has, or that is no number, is 404. A title
    /// that is missing or blank is 400: a problem document whose <c>errors</c> has <c>title</c>, a list of one text or more.
    /// <c>Location</c> is where that book is: a GET of it finds the book. So it has every part of the path under which the request came: the groups
    /// around, the values of parameters in them, a path base (<c>UsePathBase</c>); percent-encoded, and without a double slash when the
    /// POST went to <c>/books/</c>.
    /// One application may mount books any number of times; each mount shows its own shelf, and nothing outside its prefix answers.
    /// </remarks>
    /// <param name="prefix">Such as <c>/books</c> or <c>/tenants/{tenant}/books</c>.</param>
    /// <returns>
    /// The group with all these routes and no other: what the application adds to it (filters, metadata, authorization) holds
    /// for each of them and for nothing else.
    /// </returns>
    // TODO 1: make a group under the prefix and map the four routes on it, relative to it.
    // TODO 2: build Location from the request, not from the prefix.
    public static RouteGroupBuilder MapBooks(this IEndpointRouteBuilder routes, string prefix, Shelf shelf) =>
        throw new NotImplementedException("Modules.MapBooks: map the routes of the books on a group.");
}
