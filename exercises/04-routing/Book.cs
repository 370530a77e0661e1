namespace Camp.Routing;

/// <summary>A book on a <see cref="Shelf"/>. It is given.</summary>
public sealed record Book(int Id, string Title);
