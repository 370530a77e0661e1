namespace Camp.Service.Users;

internal enum Change
{
    Done,
    NoSuchUser,
    EmailTaken,
}
