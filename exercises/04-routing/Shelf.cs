namespace Camp.Routing;

/// <summary>A store of books, safe for any number of threads. It is given: there is nothing to fill in.</summary>
public sealed class Shelf
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, Book> _books = [];
    private int _lastId;

    /// <summary>All books, by id.</summary>
    public IReadOnlyList<Book> All
    {
        get
        {
            lock (_lock)
                return [.. _books.Values];
        }
    }

    /// <summary>Puts a new book on the shelf and gives it the next id, from 1 on.</summary>
    public Book Add(string title)
    {
        lock (_lock)
        {
            var book = new Book(++_lastId, title);
            _books.Add(book.Id, book);
            return book;
        }
    }

    /// <summary>The book of that id; null when there is none.</summary>
    public Book? Find(int id)
    {
        lock (_lock)
            return _books.GetValueOrDefault(id);
    }

    /// <summary>Takes a book away.</summary>
    /// <returns>false when there was none of that id.</returns>
    public bool Remove(int id)
    {
        lock (_lock)
            return _books.Remove(id);
    }
}
