namespace Camp.Routing;

/// <summary>The resource <c>/api/users</c>, kept in memory.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>GET /api/users?page=1&amp;size=20</term><description>200 with a <see cref="UserPage"/>, users by id. <c>page</c>
/// counts from 1 (1 unless told), <c>size</c> is 1 to 100 (20 unless told). A page behind the last has no items. Any other
/// value of either, also one that is no number, is 400.</description></item>
/// <item><term>GET /api/users/7</term><description>200 with the <see cref="User"/>.</description></item>
/// <item><term>POST /api/users</term><description>201 with the new user, and <c>Location: /api/users/7</c>.</description></item>
/// <item><term>PUT /api/users/7</term><description>200 with the user after the change. All of it is replaced; the id stays.
/// The same PUT again gives the same answer. It never creates a user.</description></item>
/// <item><term>DELETE /api/users/7</term><description>204 without a body.</description></item>
/// </list>
/// JSON is camelCase. Whatever is refused gets a problem document (<c>application/problem+json</c> with <c>status</c> and
/// <c>title</c>):
/// 400 for JSON that is no user, and for faulty fields. A name is faulty when it is missing, blank or longer than 100
/// characters; an email when it is missing, blank, or not of the form <c>a@b</c>: one <c>@</c>, something on both sides, no white
/// space. The document's <c>errors</c> has one member for each faulty field or parameter and no other, by its name
/// (<c>name</c>, <c>email</c>, <c>page</c>, <c>size</c>): a list of one text or more. (JSON that is no user needs none.)
/// 404 for an id that no user has, or that is no number. 405 with an <c>Allow</c> header for a method that a path doesn't have.
/// 409 when another user has the email, upper and lower case being the same. (400 goes before 404, 404 before 409.)
/// A refused request changes nothing. Ids start at 1 or above and are never given twice; an email is free again when its user has
/// changed it or is deleted. All of this holds while any number of requests run at the same time.
/// </remarks>
public static class Users
{
    /// <summary>
    /// Adds the resource to an application that has <c>AddProblemDetails</c> and routing among its services. Every call makes
    /// a resource with users of its own.
    /// </summary>
    // TODO 1: a store: users by id, the last id, and one lock for every check and the write that depends on it.
    // TODO 2: a route group for /api/users with its five routes; {id:int} leaves everything else to 404.
    // TODO 3: name the faulty fields: TypedResults.ValidationProblem.
    // TODO 4: give bare 400s, 404s and 405s a problem document: app.UseStatusCodePages.
    public static void Map(WebApplication app) =>
        throw new NotImplementedException("Users.Map: map the five routes of /api/users.");
}
