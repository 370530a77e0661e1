namespace TrainingCamp.Checker;

/// <summary>What the process tells its caller. Scripts rely on these numbers.</summary>
internal static class ExitCodes
{
    public const int Passed = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Broken = 3;
}
