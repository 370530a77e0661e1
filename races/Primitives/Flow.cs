namespace TrainingCamp.Races.Primitives;

/// <summary>AsyncLocal values flow to what is started.</summary>
internal static class Flow
{
    public static void In(ExecutionContext? context, Action act)
    {
        if (context is null)
            act();
        else
            ExecutionContext.Run(context, _ => act(), null);
    }
}
