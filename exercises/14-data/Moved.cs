namespace Camp.Data;

/// <summary>How a transfer ended.</summary>
public enum Moved
{
    /// <summary>The money has moved, and the transfer is in the books.</summary>
    Done,

    /// <summary>One of the two accounts is not there. Nothing has moved.</summary>
    NoSuchAccount,

    /// <summary>The account has less than that. Nothing has moved.</summary>
    NotEnough,
}
