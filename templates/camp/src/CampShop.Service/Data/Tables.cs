namespace Camp.Service.Data;

/// <summary>The tables, each made when it is missing.</summary>
internal static class Tables
{
    public static IReadOnlyList<string> All { get; } =
    [
        // An id is never used twice: what is known of a user must never reach the next one.
        // email_key is the address as it is compared, so that uniqueness holds for every alphabet.
        $"create table if not exists users (id {Database.Identity}, name text not null, email text not null, email_key text not null unique)",
#if (auth)
        "create table if not exists passwords (user_id bigint not null primary key, hash text not null)",
#endif
        // Lesson 15-events explains these. The partial index keeps the search for unsent events short for ever.
        $"""
        create table if not exists outbox (
            id {Database.Identity}, event_id text not null unique, type text not null, body text not null, sent boolean not null)
        """,
        "create index if not exists outbox_unsent on outbox (id) where not sent",
        "create table if not exists inbox (subscriber text not null, event_id text not null, primary key (subscriber, event_id))",
        $"create table if not exists orders (id {Database.Identity}, user_id bigint not null, product text not null)",
        $"create table if not exists notifications (id {Database.Identity}, user_id bigint not null, text text not null)",
#if (channels)
        $"""
        create table if not exists dead_letters (
            id {Database.Identity}, subscriber text not null, event_id text not null, type text not null, body text not null,
            reason text not null)
        """,
#endif
    ];
}
