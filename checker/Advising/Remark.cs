namespace TrainingCamp.Checker.Advising;

/// <summary>Something to say of a learner's file.</summary>
/// <param name="Code">The analyzer's rule, such as "VSTHRD100"; empty when it is praise.</param>
/// <param name="Line">From 1; 0 when it is about the whole file.</param>
internal sealed record Remark(Tone Tone, string Code, string File, int Line, string Text);
