using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Camp.Service.Config;

/// <summary>What keeps the service from starting and is the operator's to mend, in words instead of a stack trace.</summary>
internal static class Refusal
{
    /// <summary>The words, or null when the failure is a fault of the program.</summary>
    public static string? Of(Exception failure) => failure switch
    {
        OptionsValidationException settings => string.Join(Environment.NewLine, settings.Failures),
        InvalidOperationException { InnerException: FormatException or ArgumentException } unreadable => unreadable.Message,
        IOException { InnerException: AddressInUseException } taken =>
            $"{taken.Message} Choose another port: --urls http://localhost:8081",
        _ => null,
    };
}
