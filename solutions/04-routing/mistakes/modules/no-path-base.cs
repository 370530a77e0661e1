// Mistake: leaves the path base out: behind a proxy that adds one, Location leads nowhere.
// Rejected by: ModulesTests.Location_has_the_groups_around_and_the_path_base
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
    public static RouteGroupBuilder MapBooks(this IEndpointRouteBuilder routes, string prefix, Shelf shelf)
    {
        var books = routes.MapGroup(prefix);
        books.MapGet("/", () => TypedResults.Ok(shelf.All));
        books.MapPost("/", (BookInput input, HttpRequest request) => Add(shelf, input, request));
        books.MapGet("/{id:int}", (int id) => shelf.Find(id) is { } book ? TypedResults.Ok(book) : NotFound());
        books.MapDelete("/{id:int}", (int id) => shelf.Remove(id) ? TypedResults.NoContent() : NotFound());
        return books;
    }

    private static IResult Add(Shelf shelf, BookInput input, HttpRequest request)
    {
        if (string.IsNullOrWhiteSpace(input.Title))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["title"] = ["Must not be blank."] });
        var book = shelf.Add(input.Title);
        // Where this request came to is where the books are: the module need not know who has mounted it, or where.
        var here = request.Path.ToUriComponent().TrimEnd('/');
        return TypedResults.Created($"{here}/{book.Id}", book);
    }

    private static IResult NotFound() => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);
}
