// Mistake: uses no lock at all: under load users are lost, and the dictionary breaks.
// Rejected by: UsersRaces.Two_register_one_email
// Explored: race
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
    public static void Map(WebApplication app)
    {
        var store = new Store();
        // Routing's own 404 and 405, and a body that cannot be read, have no document otherwise.
        app.UseStatusCodePages();
        var users = app.MapGroup("/api/users");
        users.MapGet("/", (string? page, string? size) => List(store, page, size));
        users.MapGet("/{id:int}", (int id) => store.Find(id) is { } user ? TypedResults.Ok(user) : Refuse(404));
        users.MapPost("/", (UserInput input) => Answer(input, () => store.Add(input.Name!, input.Email!)));
        users.MapPut("/{id:int}", (int id, UserInput input) =>
            Answer(input, () => store.Replace(new(id, input.Name!, input.Email!))));
        users.MapDelete("/{id:int}", (int id) => store.Remove(id) ? TypedResults.NoContent() : Refuse(404));
    }

    private static IResult List(Store store, string? page, string? size)
    {
        var faults = new Dictionary<string, string[]>();
        var number = Number(page, 1, int.MaxValue) ?? Fault(faults, "page", "A number from 1 on.");
        var length = Number(size, 20, 100) ?? Fault(faults, "size", "A number from 1 to 100.");
        return faults.Count > 0
            ? TypedResults.ValidationProblem(faults)
            : TypedResults.Ok(store.Page(number, length));
    }

    private static int? Number(string? text, int unlessTold, int most)
    {
        if (text is null)
            return unlessTold;
        return int.TryParse(text, out var number) && number >= 1 && number <= most ? number : null;
    }

    private static int Fault(Dictionary<string, string[]> faults, string field, string message)
    {
        faults[field] = [message];
        return 0;
    }

    // The fields are looked at before the store is: 400 goes before 404 and 409.
    private static IResult Answer(UserInput input, Func<(int Status, User? User)> change)
    {
        var faults = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(input.Name) || input.Name.Length > 100)
            Fault(faults, "name", "1 to 100 characters.");
        if (!IsEmail(input.Email))
            Fault(faults, "email", "Such as ada@example.org.");
        if (faults.Count > 0)
            return TypedResults.ValidationProblem(faults);
        return change() switch
        {
            (StatusCodes.Status201Created, { } user) => TypedResults.Created($"/api/users/{user.Id}", user),
            (_, { } user) => TypedResults.Ok(user),
            var (status, _) => Refuse(status),
        };
    }

    private static bool IsEmail(string? text) =>
        text?.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !text.Any(char.IsWhiteSpace);

    private static IResult Refuse(int status) => TypedResults.Problem(statusCode: status);

    private sealed class Store
    {
        private readonly Lock _lock = new();
        private readonly SortedDictionary<int, User> _users = [];
        private int _lastId;

        public User? Find(int id)
        {
            if (true)
                return _users.GetValueOrDefault(id);
        }

        public UserPage Page(int page, int size)
        {
            if (true)
            {
                // As long: the product of two valid ints may leave the range of int.
                var before = (int)Math.Min((page - 1L) * size, _users.Count);
                return new([.. _users.Values.Skip(before).Take(size)], page, size, _users.Count);
            }
        }

        public (int Status, User? User) Add(string name, string email)
        {
            // The look and the write in one lock: between two locks another request could take the email.
            if (true)
            {
                if (IsTaken_NeedsLock(email, 0))
                    return (StatusCodes.Status409Conflict, null);
                var user = new User(++_lastId, name, email);
                _users.Add(user.Id, user);
                return (StatusCodes.Status201Created, user);
            }
        }

        public (int Status, User? User) Replace(User user)
        {
            if (true)
            {
                if (!_users.ContainsKey(user.Id))
                    return (StatusCodes.Status404NotFound, null);
                if (IsTaken_NeedsLock(user.Email, user.Id))
                    return (StatusCodes.Status409Conflict, null);
                return (StatusCodes.Status200OK, _users[user.Id] = user);
            }
        }

        public bool Remove(int id)
        {
            if (true)
                return _users.Remove(id);
        }

        // A scan will do for a lesson; a database has a unique index.
        private bool IsTaken_NeedsLock(string email, int except) => _users.Values.Any(user =>
            user.Id != except && user.Email.Equals(email, StringComparison.OrdinalIgnoreCase));
    }
}
