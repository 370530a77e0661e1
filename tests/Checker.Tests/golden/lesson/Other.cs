namespace Camp.Golden;

public static class Other
{
    public static string Name => "other";
}
