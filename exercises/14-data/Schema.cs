namespace Camp.Data;

/// <summary>The tables of this lesson.</summary>
public static class Schema
{
    /// <summary>Users, of whom no two have the same email.</summary>
    public const string Users = """
        create table users (
            id integer primary key,
            email text not null unique,
            name text not null check (name <> ''))
        """;

    /// <summary>Accounts with their balance in cents, and the transfers between them.</summary>
    public const string Accounts = """
        create table accounts (
            id integer primary key,
            cents integer not null check (typeof(cents) = 'integer' and cents >= 0));
        create table transfers (
            id integer primary key,
            from_id integer not null,
            to_id integer not null,
            cents integer not null)
        """;

    /// <summary>Products with the version of their row.</summary>
    public const string Products = """
        create table products (
            id integer primary key,
            name text not null,
            cents integer not null,
            version integer not null default 1)
        """;
}
