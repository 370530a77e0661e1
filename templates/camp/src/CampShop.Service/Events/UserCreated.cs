namespace Camp.Service.Events;

/// <summary>Somebody registered. What is published is a contract with its readers: members are added, never changed.</summary>
internal sealed record UserCreated(long UserId, string Name, string Email);
