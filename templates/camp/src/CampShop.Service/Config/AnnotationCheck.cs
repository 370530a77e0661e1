using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Camp.Service.Config;

/// <summary>Checks settings by their attributes. The framework's own check says the same in more words.</summary>
internal sealed class AnnotationCheck<T> : IValidateOptions<T> where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(fault => fault.ErrorMessage!));
    }
}
